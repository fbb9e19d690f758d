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
