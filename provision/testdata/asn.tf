# AS64496 at AWS. Terraform's AWS provider has no resource for BYOASN, so scripts do it;
# they need sh and the AWS CLI. A renewed message or signature changes nothing here.
resource "terraform_data" "byoasn_64496" {
  input = {
    asn        = "64496"
    ipam_id    = "ipam-0123456789abcdef0"
    aws_region = "eu-west-1"
  }
  triggers_replace = ["64496", "ipam-0123456789abcdef0", "eu-west-1"]

  provisioner "local-exec" {
    quiet       = true
    interpreter = ["/bin/sh", "-c"]
    environment = {
      ASN        = self.input.asn
      IPAM_ID    = self.input.ipam_id
      AWS_REGION = self.input.aws_region
      MESSAGE    = "1|aws|123456789012|64496|20261231|SHA256|RSAPSS"
      SIGNATURE  = "-aBH7pU844ox2H8mzXQbwmkQt14FrFP6oUjvlj3kizLZgCfOdRzDahG4XwatVPuiSfCXPuWMM9qBKM92HcRrErlgB65V~KNK8Zg~5o0024Ip0HcexWwTumEIr1b9pEvymUDnjjXcgyrReB~GbRS7YgmwV~6lTPOaQeiPNt2EK9J5IMduFbxjCrFY~6ZN9JtC6ZA33oUs03ohyG8WvWQLslkAp071nEPqkTjfhi3UeyLJcBe-ZQyzWgGoT~adROuSOeCHLtV8I8pxGL9mDbRbAqlQ955F7JM64Ygv1n0ky3IZwGcOtVwDqlH4n0btlDviiTDXfiXMcxrBaA-2XQSrUg__"
    }
    command = <<-EOT
      set -eu
      export AWS_PAGER=
      say() { echo "byoasn: AS$ASN: $*" >&2; }
      look() { aws ec2 describe-ipam-byoasn --query "Byoasns[?Asn=='$ASN'].$1 | [0]" --output text; }

      asked= shown= tries=540
      while :; do
        state=$(look State) || { say "AWS did not tell its state; see above"; exit 1; }
        [ "$state" = "$shown" ] || say "$state"
        shown=$state
        case $state in
          provisioned)
            exit 0 ;;
          pending-provision | pending-deprovision) ;;
          *)
            if [ -n "$asked" ]; then
              say "AWS refused it: $(look StatusMessage)"
              say "byoasn preflight says what is wrong with the proof, and how to fix it"
              exit 1
            fi
            say "asking AWS to provision it"
            aws ec2 provision-ipam-byoasn --ipam-id "$IPAM_ID" --asn "$ASN" \
              --asn-authorization-context "Message=$MESSAGE,Signature=$SIGNATURE" --output text >&2 ||
              { say "AWS refused the call; see above"; exit 1; }
            asked=yes ;;
        esac
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || { say "still $state after three hours: apply again later, it goes on from there"; exit 1; }
        sleep 20
      done
    EOT
  }

  provisioner "local-exec" {
    when        = destroy
    quiet       = true
    interpreter = ["/bin/sh", "-c"]
    environment = {
      ASN        = self.input.asn
      IPAM_ID    = self.input.ipam_id
      AWS_REGION = self.input.aws_region
    }
    command = <<-EOT
      set -eu
      export AWS_PAGER=
      say() { echo "byoasn: AS$ASN: $*" >&2; }
      look() { aws ec2 describe-ipam-byoasn --query "Byoasns[?Asn=='$ASN'].$1 | [0]" --output text; }
      associated() {
        aws ec2 describe-byoip-cidrs --max-results 100 --output text \
          --query "ByoipCidrs[].AsnAssociations[] | [?Asn=='$ASN' && State!='disassociated'].Cidr"
      }

      for cidr in $(associated); do
        [ "$cidr" != None ] || continue
        say "disassociating $cidr"
        aws ec2 disassociate-ipam-byoasn --asn "$ASN" --cidr "$cidr" --output text >&2 ||
          { say "AWS refused it; if $cidr is advertised from AS$ASN, advertise it with --asn AWS first, or withdraw it"; exit 1; }
      done

      asked= shown= tries=540
      while :; do
        state=$(look State) || { say "AWS did not tell its state; see above"; exit 1; }
        [ "$state" = "$shown" ] || say "$state"
        shown=$state
        case $state in
          None | deprovisioned | failed-provision)
            exit 0 ;;
          pending-provision | pending-deprovision) ;;
          *)
            left=$(associated)
            case $left in
              "" | None)
                if [ -n "$asked" ]; then
                  say "AWS refused it: $(look StatusMessage)"
                  exit 1
                fi
                say "asking AWS to deprovision it"
                aws ec2 deprovision-ipam-byoasn --ipam-id "$IPAM_ID" --asn "$ASN" --output text >&2 ||
                  { say "AWS refused the call; see above"; exit 1; }
                asked=yes ;;
            esac ;;
        esac
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || { say "still $state after three hours: destroy again later, it goes on from there"; exit 1; }
        sleep 20
      done
    EOT
  }
}

# Its association with 198.51.100.0/24; to advertise the range stays a step by hand.
resource "terraform_data" "byoasn_64496_198_51_100_0_24" {
  input = {
    asn        = terraform_data.byoasn_64496.output.asn
    cidr       = "198.51.100.0/24"
    aws_region = "eu-central-1"
  }
  triggers_replace = [terraform_data.byoasn_64496.output.asn, "198.51.100.0/24", "eu-central-1"]

  provisioner "local-exec" {
    quiet       = true
    interpreter = ["/bin/sh", "-c"]
    environment = {
      ASN        = self.input.asn
      CIDR       = self.input.cidr
      AWS_REGION = self.input.aws_region
    }
    command = <<-EOT
      set -eu
      export AWS_PAGER=
      say() { echo "byoasn: AS$ASN and $CIDR: $*" >&2; }
      look() {
        aws ec2 describe-byoip-cidrs --max-results 100 --output text \
          --query "ByoipCidrs[?Cidr=='$CIDR'].AsnAssociations[] | [?Asn=='$ASN'].$1 | [0]"
      }

      asked= shown= tries=90
      while :; do
        state=$(look State) || { say "AWS did not tell the association's state; see above"; exit 1; }
        [ "$state" = "$shown" ] || say "$state"
        shown=$state
        case $state in
          associated)
            exit 0 ;;
          pending-association | pending-disassociation) ;;
          *)
            if [ -n "$asked" ] && [ "$state" != None ]; then
              say "AWS refused it: $(look StatusMessage)"
              exit 1
            fi
            if [ -z "$asked" ]; then
              say "asking AWS to associate them"
              aws ec2 associate-ipam-byoasn --asn "$ASN" --cidr "$CIDR" --output text >&2 ||
                { say "AWS refused the call; see above"; exit 1; }
              asked=yes
            fi ;;
        esac
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || { say "still $state after half an hour: apply again later, it goes on from there"; exit 1; }
        sleep 20
      done
    EOT
  }

  provisioner "local-exec" {
    when        = destroy
    quiet       = true
    interpreter = ["/bin/sh", "-c"]
    environment = {
      ASN        = self.input.asn
      CIDR       = self.input.cidr
      AWS_REGION = self.input.aws_region
    }
    command = <<-EOT
      set -eu
      export AWS_PAGER=
      say() { echo "byoasn: AS$ASN and $CIDR: $*" >&2; }
      look() {
        aws ec2 describe-byoip-cidrs --max-results 100 --output text \
          --query "ByoipCidrs[?Cidr=='$CIDR'].AsnAssociations[] | [?Asn=='$ASN'].$1 | [0]"
      }

      asked= shown= tries=90
      while :; do
        state=$(look State) || { say "AWS did not tell the association's state; see above"; exit 1; }
        [ "$state" = "$shown" ] || say "$state"
        shown=$state
        case $state in
          None | disassociated | failed-association)
            exit 0 ;;
          pending-association | pending-disassociation) ;;
          *)
            if [ -n "$asked" ] && [ "$state" = failed-disassociation ]; then
              say "AWS refused it: $(look StatusMessage)"
              exit 1
            fi
            if [ -z "$asked" ]; then
              say "asking AWS to disassociate them"
              aws ec2 disassociate-ipam-byoasn --asn "$ASN" --cidr "$CIDR" --output text >&2 ||
                { say "AWS refused it; if $CIDR is advertised from AS$ASN, advertise it with --asn AWS first, or withdraw it"; exit 1; }
              asked=yes
            fi ;;
        esac
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || { say "still $state after half an hour: destroy again later, it goes on from there"; exit 1; }
        sleep 20
      done
    EOT
  }
}
