//! The attributes of a target group.

use access::Viewer;
use model::address::TargetGroupRef;
use model::noun::Noun;
use model::time::Span;
use model::traffic::attribute_meaning;
use model::view::{Answer, AttributeRow};

use crate::answer::{Area, answer};
use crate::console::Console;
use crate::error::ConsoleError;

/// Attributes are read every ten minutes while somebody looks: they are old when two reads are missing.
const STALE_AFTER: Span = Span::minutes(25);

impl Console {
    /// How a target group treats its targets: every attribute in AWS's own words, with what it means.
    ///
    /// It never waits for AWS: until the attributes arrive the answer has no age and no rows.
    ///
    /// # Errors
    /// [`ConsoleError::NotFound`] when there is no such environment or target group; [`ConsoleError::Forbidden`] and
    /// [`ConsoleError::Unavailable`] when AWS has not told any attributes and says why.
    pub async fn target_group_attributes(
        &self,
        _viewer: &Viewer,
        at: &TargetGroupRef,
    ) -> Result<Answer<Vec<AttributeRow>>, ConsoleError> {
        let (survey, group) = self.survey_with_group(at).await?;
        let known = self.fleet().target_group_attributes(&at.environment, group.arn.as_str());
        if !known.is_read() && known.trouble().is_some() {
            return Err(ConsoleError::missing(Noun::TargetGroup, &known.freshness));
        }
        let area = Area::on_demand(&survey.snapshot, "attributes", &known.freshness).stale_after(STALE_AFTER);
        let row = |(key, value): (&String, &String)| AttributeRow {
            key: key.clone(),
            value: value.clone(),
            meaning: attribute_meaning(key, value),
        };
        Ok(answer(known.iter().map(row).collect(), &[area], self.now()))
    }
}
