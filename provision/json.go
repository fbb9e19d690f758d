package provision

import "encoding/json"

// authorization is the structure that the APIs call AsnAuthorizationContext
// and CidrAuthorizationContext.
type authorization struct {
	Message   string
	Signature string
}

// JSON returns the request as a document for the AWS CLI's --cli-input-json,
// with its members in the order in which aws --generate-cli-skeleton has them,
// and without a final newline:
//
//	aws ec2 provision-ipam-byoasn --cli-input-json file://request.json
//
// It is also what the AWS SDKs' input structures are called. Region and
// Profile are not part of it. Its error is that of [Request.Check]; Variables
// has no effect, for a document has none.
func (r Request) JSON() ([]byte, error) {
	r.Variables = false
	p, err := r.plan()
	switch {
	case err != nil:
		return nil, err
	case p.Method == DNSToken && p.Token.ID == "":
		return nil, missing(MissingToken, fieldToken, "aws ec2 describe-ipam-external-resource-verification-tokens lists yours")
	}
	return json.MarshalIndent(p.document(), "", "  ")
}

func (p plan) document() any {
	proof := authorization{p.Message.String(), p.Signature.String()}
	switch {
	case p.forASN:
		return struct {
			IpamId, Asn             string
			AsnAuthorizationContext authorization
		}{p.IPAM, p.ASN.String(), proof}
	case p.Method == DNSToken:
		return struct {
			IpamPoolId, Cidr, VerificationMethod, IpamExternalResourceVerificationTokenId string
		}{p.Pool, p.CIDR.String(), string(DNSToken), p.Token.ID}
	case p.Method == DelegatedRPKI:
		return struct {
			IpamPoolId, Cidr         string
			CidrAuthorizationContext authorization
		}{p.Pool, p.CIDR.String(), authorization{CoveredByAssociation, ""}}
	case p.Service == IPAM:
		return struct {
			IpamPoolId, Cidr         string
			CidrAuthorizationContext authorization
			VerificationMethod       string
		}{p.Pool, p.CIDR.String(), proof, string(Certificate)}
	}
	var advertisable *bool // absent, AWS takes true
	if !p.public {
		advertisable = new(false)
	}
	return struct {
		Cidr                     string
		CidrAuthorizationContext authorization
		PubliclyAdvertisable     *bool `json:",omitempty"`
	}{p.CIDR.String(), proof, advertisable}
}
