"""Schemas as other people write them: what each keyword becomes, in types and in what is read and sent."""
