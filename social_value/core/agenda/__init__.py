"""The agenda of moderation: where evaluators differ, what each seat decides, and what is to be asked of it."""
