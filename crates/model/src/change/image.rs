//! Images that are asked for.

use crate::field::{FieldError, FieldErrors, Problem};

/// The fields for the images of a service: one for each container that a task definition can have, in its order.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html>
pub const IMAGE_FIELDS: [&str; 10] =
    ["image0", "image1", "image2", "image3", "image4", "image5", "image6", "image7", "image8", "image9"];

/// The place of a container in its task definition, and its image.
type Images = Vec<(usize, String)>;

/// The most characters of the name of an image.
const LONGEST_IMAGE: usize = 255;

/// The images that are asked for; `None` while none is.
pub(super) fn images(query: &[(&str, &str)]) -> Result<Option<Images>, FieldErrors> {
    let mut errors = Vec::new();
    let mut images = Images::new();
    for (name, given) in query {
        let Some(place) = IMAGE_FIELDS.iter().position(|field| field == name) else {
            errors.push(FieldError::of(name, Problem::Unknown));
            continue;
        };
        let image = given.trim();
        if images.iter().any(|(other, _)| *other == place) {
            errors.push(FieldError::of(name, Problem::Repeated));
        } else if image.is_empty() {
            errors.push(FieldError::of(name, Problem::Missing));
        } else if !is_image(image) {
            errors.push(FieldError::of(name, Problem::NotAnImage));
        } else {
            images.push((place, image.to_owned()));
        }
    }
    if errors.is_empty() { Ok(Some(images).filter(|images| !images.is_empty())) } else { Err(FieldErrors(errors)) }
}

/// What ECS takes as the name of an image.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html>
fn is_image(text: &str) -> bool {
    text.len() <= LONGEST_IMAGE
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_:./#@".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(query: &[(&str, &str)], expect: Result<Option<Images>, &[(&str, Problem)]>) {
        let expect = expect.map_err(|errors| {
            FieldErrors(errors.iter().map(|(field, problem)| FieldError::of(field, problem.clone())).collect())
        });
        assert_eq!(images(query), expect, "{query:?}");
    }

    #[test]
    fn images_are_asked_for_by_the_place_of_their_container() {
        let asked =
            |images: &[(usize, &str)]| Ok(Some(images.iter().map(|(at, image)| (*at, (*image).to_owned())).collect()));
        let digest = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/web@sha256:0123abcd";
        check(&[], Ok(None));
        check(&[("image0", " web:2 ")], asked(&[(0, "web:2")]));
        check(&[("image9", digest), ("image0", "web")], asked(&[(9, digest), (0, "web")]));
        for bad in ["<b>", "web 2", "web:2;reboot", ":2", "wéb", "$(id)", &"x".repeat(256)] {
            check(&[("image1", bad)], Err(&[("image1", Problem::NotAnImage)]));
        }
        check(&[("image0", "")], Err(&[("image0", Problem::Missing)]));
        check(&[("image10", "web")], Err(&[("image10", Problem::Unknown)]));
        check(&[("image0", "web"), ("image0", "api")], Err(&[("image0", Problem::Repeated)]));
    }
}
