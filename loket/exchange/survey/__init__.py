"""Survey files as the survey tools write them: read, matched and made into a canonical wensenscan table by a mapping."""
