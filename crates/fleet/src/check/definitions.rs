//! Task definitions, and the images that they name.

use aws_sdk_ecs::types::TaskDefinitionStatus;
use model::image::EcrImage;

use super::{CheckLine, line, not_tried, tried};
use crate::budget::Priority;
use crate::clients::Clients;
use crate::operation::Operation;
use crate::read::{images, probe};

/// Tries each read of task definitions once, and that of images on one that is named.
pub(super) async fn check(clients: &Clients, lines: &mut Vec<CheckLine>) {
    let active = probe::list_task_definitions(clients, TaskDefinitionStatus::Active).await;
    let definitions = tried(lines, Operation::ListTaskDefinitions, active);
    let Some(arn) = definitions.as_deref().and_then(|arns| arns.first()) else {
        let needing = [Operation::DescribeTaskDefinition, Operation::DescribeImages];
        lines.extend(needing.map(|operation| not_tried(operation, "no task definition is known to try it on")));
        return;
    };
    let described = probe::describe_task_definition(clients, arn).await;
    let image = described.as_ref().ok().and_then(|images| images.iter().find_map(|image| EcrImage::parse(image)));
    lines.push(line(Operation::DescribeTaskDefinition, described.map(|_| "answers".to_owned())));
    lines.push(match image {
        Some(image) => {
            let described = images::describe(clients, &image, Priority::Interactive).await;
            line(Operation::DescribeImages, described.map(|_| "answers".to_owned()))
        }
        None => not_tried(Operation::DescribeImages, "no image in ECR is known to try it on"),
    });
}
