"""Django settings, addresses, and the server that ``jingkai serve`` starts."""
