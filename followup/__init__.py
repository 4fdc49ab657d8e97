"""OUTCOME: is value created for the person, which way is it going, how sure are we, and what came of what they said?"""
