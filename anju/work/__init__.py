"""Work: jobs that people do. Dispatch, accepting, the way, the steps, parts, photos, done.

Owns jobs from whatever source (a request, later a finding, a plan, an alarm). Stands on standards, notices,
people, places. It does not know requests: it tells by events what happened, and who asked for the job listens.
"""
