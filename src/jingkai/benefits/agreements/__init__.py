"""Agreements 一企一策: a bespoke benefit for one enterprise, paid year by year for what it has achieved."""
