# Services, policy and set-up by Terraform. The Keycloak provider has no resource for components of other products, so the generic
# REST provider talks to the product's own admin REST; all three objects can be read back, changed and destroyed.

terraform {
  required_providers {
    restapi = {
      source  = "Mastercard/restapi"
      version = ">= 1.20"
    }
  }
}

variable "keycloak_url" {
  type = string
}

variable "realm" {
  type    = string
  default = "shop"
}

variable "client_secret" {
  type      = string
  sensitive = true
}

variable "twilio_account_sid" {
  type = string
}

variable "twilio_auth_token" {
  type      = string
  sensitive = true
}

variable "twilio_from" {
  type = string
}

# A confidential client of the realm whose service account has the role manage-realm of realm-management.
provider "restapi" {
  uri                  = "${var.keycloak_url}/admin/realms/${var.realm}/two-factor"
  write_returns_object = true

  oauth_client_credentials {
    oauth_client_id      = "terraform"
    oauth_client_secret  = var.client_secret
    oauth_token_endpoint = "${var.keycloak_url}/realms/${var.realm}/protocol/openid-connect/token"
  }
}

resource "restapi_object" "policy" {
  object_id     = "policy"
  path          = "/policy"
  create_method = "PUT"
  create_path   = "/policy"
  read_path     = "/policy"
  update_path   = "/policy"
  destroy_path  = "/policy"
  data = jsonencode({
    "company-name" = "Acme Shop"
    "requirement"  = "optional"
    "trust"        = "true"
  })
  ignore_all_server_changes = true
}

resource "restapi_object" "twilio" {
  path = "/services"
  data = jsonencode({
    "type"        = "twilio"
    "title"       = "Text messages"
    "account-sid" = var.twilio_account_sid
    "auth-token"  = var.twilio_auth_token
    "from"        = var.twilio_from
  })
  ignore_all_server_changes = true
}

resource "restapi_object" "setup" {
  depends_on    = [restapi_object.policy, restapi_object.twilio]
  object_id     = "setup"
  path          = "/setup"
  create_method = "POST"
  update_method = "POST"
  create_path   = "/setup"
  read_path     = "/setup"
  update_path   = "/setup"
  destroy_path  = "/setup"
  data = jsonencode({
    "bind" = true
  })
  ignore_all_server_changes = true
}
