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
