"""Stores elsewhere: ask them, push the graph there, pull it back, and look entities up.

connection   one HTTP request, patiently: secrets, limits, pauses, repeated attempts
endpoint     SPARQL 1.1 Query and Update through SPARQLWrapper
asking       one query, answered in the formats that a local store gives
scope        which graphs and triples of a remote store are ours
reading, graph_store   a remote data set behind SPARQL, and behind the Graph Store protocol
pushing, pulling       make the remote data set like ours, and the other way round
profile, candidates, enriching, proposals   links to entities of another graph, for review
"""
