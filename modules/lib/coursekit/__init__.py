"""What the labs of the course share. It travels with every download; it needs numpy, scipy, pandas and matplotlib.

transport   equations of flow and transport, each with its units, its limits and its source
show        figures and tables, described in words, and the results of a lab
"""
