"""Mass incidents 大面积事件: one cause, many reports (停水, 停电, 电梯停运), planned or sudden.

Owns incidents, where they are felt, their updates, and which requests belong to them. New reports of that kind from
there join by themselves. Stands on requests (answers and finishes them), notices, standards, people, places.
"""
