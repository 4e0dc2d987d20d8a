//! A definition as code: what to write down where it is described for CloudFormation or Terraform.
//!
//! As everything that people see, both hold a mask in place of values that are not shown.

mod cloudformation;
mod terraform;

use crate::document::Document;
use crate::secrecy::Secrecy;

impl Document {
    /// The resource of a CloudFormation template, as JSON.
    ///
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ecs-taskdefinition.html>
    pub fn cloudformation(&self) -> String {
        cloudformation::resource(&Secrecy::Open.mask(self.json())).indented()
    }

    /// The resource of a Terraform configuration.
    ///
    /// <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_task_definition>
    pub fn terraform(&self) -> String {
        terraform::resource(&Secrecy::Open.mask(self.json()))
    }
}

#[cfg(test)]
mod tests {
    use crate::Document;
    use crate::secrecy::MASK;

    const DEFINITION: &str = r#"{
        "family": "web", "cpu": "256", "memory": "512", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"],
        "executionRoleArn": "arn:aws:iam::123456789012:role/x", "ephemeralStorage": {"sizeInGiB": 30},
        "runtimePlatform": {"cpuArchitecture": "ARM64", "operatingSystemFamily": "LINUX"},
        "containerDefinitions": [{"name": "web", "image": "web:1", "command": ["echo", "${HOME} %{x}"],
            "environment": [{"name": "A", "value": "canary"}], "dockerLabels": {"com.example.team": "shop"},
            "dnsServers": ["10.0.0.2"], "mountPoints": []}],
        "volumes": [{"name": "data", "efsVolumeConfiguration": {"fileSystemId": "fs-1", "rootDirectory": "/",
            "authorizationConfig": {"accessPointId": "fsap-1", "iam": "ENABLED"}}}, {"name": "tmp", "host": {"sourcePath": "/tmp"}}],
        "tags": [{"key": "team", "value": "shop"}], "fromTomorrow": {"someThing": 1}
    }"#;

    fn definition() -> Document {
        Document::default().edited(DEFINITION).unwrap()
    }

    #[test]
    fn cloudformation_spells_members_its_own_way_and_leaves_free_names_alone() {
        let told: serde_json::Value = serde_json::from_str(&definition().cloudformation()).unwrap();
        assert_eq!(told["Type"], "AWS::ECS::TaskDefinition");
        let properties = &told["Properties"];
        assert_eq!(properties["RuntimePlatform"]["CpuArchitecture"], "ARM64");
        assert_eq!(properties["ContainerDefinitions"][0]["DockerLabels"]["com.example.team"], "shop");
        assert_eq!(properties["ContainerDefinitions"][0]["Environment"][0]["Value"], MASK);
        let volume = &properties["Volumes"][0]["EFSVolumeConfiguration"];
        assert_eq!(
            (&volume["FilesystemId"], &volume["AuthorizationConfig"]["IAM"]),
            (&"fs-1".into(), &"ENABLED".into())
        );
        assert_eq!(properties["Tags"][0]["Key"], "team");
        assert_eq!(properties["FromTomorrow"]["SomeThing"], 1);
    }

    #[test]
    fn terraform_has_blocks_and_the_containers_as_json() {
        let expect = r#"resource "aws_ecs_task_definition" "web" {
  family                   = "web"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = "arn:aws:iam::123456789012:role/x"

  container_definitions = jsonencode([
    {
      "name": "web",
      "image": "web:1",
      "command": [
        "echo",
        "$${HOME} %%{x}"
      ],
      "environment": [
        {
          "name": "A",
          "value": "••••••"
        }
      ],
      "dockerLabels": {
        "com.example.team": "shop"
      },
      "dnsServers": [
        "10.0.0.2"
      ],
      "mountPoints": []
    }
  ])

  runtime_platform {
    cpu_architecture        = "ARM64"
    operating_system_family = "LINUX"
  }

  ephemeral_storage {
    size_in_gib = 30
  }

  volume {
    name = "data"
    efs_volume_configuration {
      file_system_id = "fs-1"
      root_directory = "/"
      authorization_config {
        access_point_id = "fsap-1"
        iam             = "ENABLED"
      }
    }
  }

  volume {
    name      = "tmp"
    host_path = "/tmp"
  }

  tags = {
    "team" = "shop"
  }

  # Terraform has no place that Podium knows for: fromTomorrow
}
"#;
        assert_eq!(definition().terraform(), expect);
    }

    #[test]
    fn no_value_is_shown_that_is_not_shown_elsewhere() {
        for text in [definition().cloudformation(), definition().terraform()] {
            assert!(text.contains(MASK) && !text.contains("canary"), "{text}");
        }
    }
}
