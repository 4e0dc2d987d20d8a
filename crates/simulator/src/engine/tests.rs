//! The engine, driven by its clock.

mod estate;
mod rolling;
mod services;
