"""Who and where: responsible units and the words official documents name them by.

Later also zones, parks, enterprises, projects, parcels and facts. Nothing here knows a particular document.
"""
