//! Explanations: what ECS says, in words that help.
