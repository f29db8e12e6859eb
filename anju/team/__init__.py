"""The team: who is on duty when, what each can do, which papers they hold and in which languages they speak.

Owns duties, skills, qualifications, languages spoken. Stands on standards (categories), people, places. It knows no
job: who is sent where, ``work`` decides and asks here.
"""
