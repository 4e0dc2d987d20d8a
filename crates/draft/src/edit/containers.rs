//! Another container, or one less.

use crate::document::Document;
use crate::fault::Fault;
use crate::json::Json;
use crate::path::Path;

impl Document {
    /// The same definition with one more container: its name, no image yet, and not essential, as a sidecar is.
    ///
    /// # Errors
    /// [`Fault`] when a container has this name, or the containers are no list.
    pub fn with_container(&self, name: &str) -> Result<Self, Fault> {
        let taken = self.containers().any(|known| known == name);
        let mut json = self.json().clone();
        if json.get("containerDefinitions").is_none() {
            json.set("containerDefinitions", Some(Json::List(Vec::new())));
        }
        let list = json.get_mut("containerDefinitions").and_then(Json::items_mut).filter(|_| !taken);
        let Some(list) = list else {
            return Err(self.no_container(name, "There is a container of this name already."));
        };
        let members = [("name", name.into()), ("image", "".into()), ("essential", Json::Flag(false))];
        list.push(Json::Object(members.map(|(member, value)| (member.to_owned(), value)).into()));
        Ok(Self::of(json))
    }

    /// The same definition without this container. What refers to it stays, and is a fault then.
    ///
    /// # Errors
    /// [`Fault`] when no container has this name.
    pub fn without_container(&self, name: &str) -> Result<Self, Fault> {
        let mut json = self.json().clone();
        let list = json.get_mut("containerDefinitions").and_then(Json::items_mut);
        let at = list.as_ref().and_then(|list| list.iter().position(|item| item.text("name") == Some(name)));
        let (Some(list), Some(at)) = (list, at) else {
            return Err(self.no_container(name, "There is no such container."));
        };
        list.remove(at);
        Ok(Self::of(json))
    }

    fn no_container(&self, name: &str, message: &str) -> Fault {
        let path = Path::default().member("containerDefinitions");
        Fault { path, container: Some(name.to_owned()), place: None, message: message.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_container_comes_and_goes_and_the_rest_stays() {
        let text = r#"{"containerDefinitions":[{"name":"web","new":1}]}"#;
        let held = Document::default().edited(text).unwrap();
        let more = held.with_container("proxy").unwrap();
        assert_eq!(more.containers().collect::<Vec<_>>(), ["web", "proxy"]);
        assert_eq!(more.without_container("proxy").unwrap(), held);
        assert!(more.with_container("proxy").unwrap_err().message.contains("already"));
        assert!(held.without_container("proxy").is_err());
        assert_eq!(Document::default().with_container("web").unwrap().containers().count(), 1);
    }
}
