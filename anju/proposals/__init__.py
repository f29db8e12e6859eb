"""Proposals 建议、咨询、表扬: what is asked or proposed gets a named answerer, a date, a decision with its reason and a
result; what is praised reaches the person.

Owns proposals, their support by neighbours, praise and its place in a person's file. Stands on requests (each belongs
to one), improvement (an answer becomes an article), notices, people.
"""
