"""The demo zone: one fictional zone with everything in it, made from a fixed seed, labelled synthetic everywhere."""
