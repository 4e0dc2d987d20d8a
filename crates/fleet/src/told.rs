//! What the log was told of reads that are made while somebody waits.

use std::collections::HashMap;

use model::freshness::Trouble;
use model::name::EnvironmentName;
use parking_lot::Mutex;

use crate::error::FleetError;

/// The last trouble of each kind of read, so that the log has one line for each change and not one for each viewer.
///
/// It is the same rule as that of the pollers' loops; there are as many entries as kinds of reads.
#[derive(Debug, Default)]
pub(crate) struct Told(Mutex<HashMap<&'static str, Trouble>>);

impl Told {
    /// Passes the result on; a trouble is logged at `warn` when it is new, and its end at `info`.
    pub(crate) fn note<T>(
        &self,
        environment: &EnvironmentName,
        what: &'static str,
        result: Result<T, FleetError>,
    ) -> Result<T, FleetError> {
        let trouble = result.as_ref().err().and_then(FleetError::trouble);
        let before = self.replace(what, trouble.cloned());
        let environment = environment.as_str();
        match &result {
            Err(error) if trouble.is_some() && before.as_ref() != trouble => {
                tracing::warn!(environment, what, error = %error.chain(), "cannot be read");
            }
            Ok(_) if before.is_some() => tracing::info!(environment, what, "reading works again"),
            Ok(_) | Err(_) => {}
        }
        result
    }

    fn replace(&self, what: &'static str, trouble: Option<Trouble>) -> Option<Trouble> {
        let mut told = self.0.lock();
        match trouble {
            Some(trouble) => told.insert(what, trouble),
            None => told.remove(what),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::Arc;

    use super::*;
    use crate::error::Cause;
    use crate::operation::Operation;

    /// What was written to the log, in lines.
    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn throttled() -> Result<(), FleetError> {
        let operation = Operation::GetMetricData;
        let trouble = Trouble::Throttled { operation: operation.term() };
        Err(FleetError::Trouble { operation, trouble, cause: Cause::new("rate exceeded") })
    }

    #[test]
    fn a_trouble_is_logged_when_it_begins_and_when_it_ends_however_many_look() {
        let lines = Lines::default();
        let writer = lines.clone();
        let log = tracing_subscriber::fmt().with_writer(move || writer.clone()).with_ansi(false).finish();
        let environment = EnvironmentName::parse("prod").unwrap();
        tracing::subscriber::with_default(log, || {
            let told = Told::default();
            for result in [Ok(()), throttled(), throttled(), throttled(), Ok(()), Ok(())] {
                drop(told.note(&environment, "metrics", result));
            }
        });
        let text = String::from_utf8(lines.0.lock().clone()).unwrap();
        assert_eq!(text.lines().count(), 2, "{text}");
        assert!(text.contains("AWS limits the rate of GetMetricData: rate exceeded"), "{text}");
    }
}
