//! Another image for a container, and nothing else: what a deployment of a new tag needs.

use crate::document::Document;
use crate::fault::Fault;
use crate::path::Path;

impl Document {
    /// The same definition with another image in this container.
    ///
    /// # Errors
    /// [`Fault`] when no container has this name.
    pub fn with_image(&self, container: &str, image: &str) -> Result<Self, Fault> {
        let mut json = self.json().clone();
        let containers = json.get_mut("containerDefinitions").and_then(|list| list.items_mut());
        let found = containers.into_iter().flatten().find(|item| item.text("name") == Some(container));
        let Some(found) = found else {
            let message = format!("There is no container {container}.");
            let path = Path::default().member("containerDefinitions");
            return Err(Fault { path, container: Some(container.to_owned()), place: None, message });
        };
        found.set("image", Some(image.into()));
        Ok(Self::of(json))
    }

    /// The same definition with other images, each for the container that is named with it.
    ///
    /// # Errors
    /// A [`Fault`] for each name that no container has.
    pub fn with_images(&self, images: &[(&str, &str)]) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut document = self.clone();
        for (container, image) in images {
            match document.with_image(container, image) {
                Ok(next) => document = next,
                Err(fault) => faults.push(fault),
            }
        }
        if faults.is_empty() { Ok(document) } else { Err(faults) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_image_changes() {
        let text =
            r#"{"containerDefinitions":[{"name":"a","image":"a:1","x":1},{"image":"b:1","name":"b"}],"family":"f"}"#;
        let document = Document::default().edited(text).unwrap();
        let deployed = document.with_images(&[("b", "b:2"), ("a", "a:2")]).unwrap();
        let expect = text.replace("a:1", "a:2").replace("b:1", "b:2");
        assert_eq!(String::from_utf8(deployed.body()).unwrap(), expect);
    }

    #[test]
    fn a_container_that_is_not_there_is_a_fault() {
        let document = Document::default().edited(r#"{"containerDefinitions":[{"name":"a"}]}"#).unwrap();
        let faults = document.with_images(&[("a", "a:2"), ("b", "b:2")]).unwrap_err();
        assert_eq!(faults.len(), 1);
        assert_eq!(faults[0].message, "There is no container b.");
    }
}
