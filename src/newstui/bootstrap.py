"""Wires the house together: the only place that knows which part goes into which. The engine and the command line get their
services from here."""
