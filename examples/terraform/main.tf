# From a key to an ASN at AWS. byoasn makes the message and its signature, and looks
# whether AWS will take them; the folder asn provisions.

terraform {
  required_version = ">= 1.6"
  required_providers {
    external = {
      source = "hashicorp/external"
    }
  }
}

variable "account" {
  description = "The AWS account of the IPAM's administrator, 12 digits"
  type        = string
}

variable "asn" {
  description = "Your AS number"
  type        = string
}

variable "ipam_id" {
  description = "The IPAM that the ASN is brought to"
  type        = string
}

variable "cidrs" {
  description = "The ranges to associate with it"
  type        = set(string)
  default     = []
}

variable "region" {
  description = "The home Region of the IPAM"
  type        = string
}

data "external" "proof" {
  program = ["byoasn", "external"]
  query = {
    account         = var.account
    asn             = var.asn
    key             = "private-key.pem"
    passphrase_file = "passphrase.txt"
    keep            = "proof-${var.asn}.json" # or each plan would have another signature
    online          = "true"
    require         = "pass" # the plan fails if AWS would refuse the proof
  }
}

module "asn" {
  source = "./asn"

  asn       = data.external.proof.result.resource
  message   = data.external.proof.result.message
  signature = data.external.proof.result.signature
  ipam_id   = var.ipam_id
  cidrs     = var.cidrs
  region    = var.region
}

output "expires" {
  description = "The day on which the message expires, YYYYMMDD"
  value       = data.external.proof.result.expires
}
