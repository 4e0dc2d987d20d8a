//! What holds for the whole of a definition, whatever is in it.

mod hostile;
mod model;
mod properties;
mod random;
