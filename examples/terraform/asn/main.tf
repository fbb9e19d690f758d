# An ASN at AWS, and the ranges that it is associated with. Terraform's AWS provider has
# no resource for BYOASN, so scripts do it; they need sh and the AWS CLI. Each looks
# before it asks and can be run again at any point.

terraform {
  required_version = ">= 1.6"
}

variable "asn" {
  description = "The AS number, without AS"
  type        = string
}

variable "ipam_id" {
  description = "The IPAM that the ASN is brought to"
  type        = string
}

variable "message" {
  description = "The signed message; needed until the ASN is provisioned"
  type        = string
}

variable "signature" {
  description = "The message's signature"
  type        = string
}

variable "cidrs" {
  description = "The ranges to associate with the ASN; they have to be in an IPAM pool"
  type        = set(string)
  default     = []
}

variable "region" {
  description = "The home Region of the IPAM"
  type        = string
}

variable "locale" {
  description = "The Region that advertises the ranges, if it is another one"
  type        = string
  default     = ""
}

resource "terraform_data" "asn" {
  input = {
    asn     = var.asn
    ipam_id = var.ipam_id
    region  = var.region
  }
  triggers_replace = [var.asn, var.ipam_id, var.region]

  provisioner "local-exec" {
    quiet       = true
    interpreter = ["/bin/sh", "-c"]
    command     = file("${path.module}/provision.sh")
    environment = {
      ASN        = self.input.asn
      IPAM_ID    = self.input.ipam_id
      AWS_REGION = self.input.region
      MESSAGE    = var.message
      SIGNATURE  = var.signature
    }
  }

  provisioner "local-exec" {
    when        = destroy
    quiet       = true
    interpreter = ["/bin/sh", "-c"]
    command     = file("${path.module}/deprovision.sh")
    environment = {
      ASN        = self.input.asn
      IPAM_ID    = self.input.ipam_id
      AWS_REGION = self.input.region
    }
  }
}

resource "terraform_data" "association" {
  for_each = var.cidrs

  input = {
    asn    = terraform_data.asn.output.asn
    cidr   = each.value
    region = var.locale == "" ? var.region : var.locale
  }
  triggers_replace = [var.asn, each.value, var.locale == "" ? var.region : var.locale]

  provisioner "local-exec" {
    quiet       = true
    interpreter = ["/bin/sh", "-c"]
    command     = file("${path.module}/associate.sh")
    environment = {
      ASN        = self.input.asn
      CIDR       = self.input.cidr
      AWS_REGION = self.input.region
    }
  }

  provisioner "local-exec" {
    when        = destroy
    quiet       = true
    interpreter = ["/bin/sh", "-c"]
    command     = file("${path.module}/disassociate.sh")
    environment = {
      ASN        = self.input.asn
      CIDR       = self.input.cidr
      AWS_REGION = self.input.region
    }
  }
}

output "asn" {
  description = "The AS number, once it is provisioned"
  value       = terraform_data.asn.output.asn
}
