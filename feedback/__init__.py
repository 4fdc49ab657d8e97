"""TRIAL: policy proposals as prototypes people can live themselves into, and an answer to every remark.

Holds nothing yet. `feedback` is feedback *on proposals*; what contributors get back lives in `followup`.
"""
