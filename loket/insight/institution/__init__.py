"""Everything about one institution: its parts, and what chooses from them: dossier, conversation context, handover, visit."""
