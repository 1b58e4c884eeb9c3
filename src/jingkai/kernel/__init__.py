"""What every slice shares: errors, language, Chinese numerals and text, document numbers, dates."""
