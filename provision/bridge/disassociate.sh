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
