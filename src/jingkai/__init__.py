"""Jingkai 经开: policy in, service out, for economic and technological development zones."""

__version__ = "0.1.0"
