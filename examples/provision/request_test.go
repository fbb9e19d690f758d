package main

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/globalaccelerator"
	acceleratortypes "github.com/aws/aws-sdk-go-v2/service/globalaccelerator/types"
	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/provision"
)

// The documents of package provision are the SDK's inputs, member for member.
func TestTheDocumentsAreTheSDKsInputs(t *testing.T) {
	const pool = "ipam-pool-0123456789abcdef0"
	about := func(resource string) (provision.Request, *string, *string) {
		text := "1|aws|123456789012|" + resource + "|20261231|SHA256|RSAPSS"
		m, err := message.Parse(text)
		require.NoError(t, err)
		sig := signed(t, "key.pem", text)
		return provision.Request{Message: m, Signature: sig}, aws.String(text), aws.String(sig.String())
	}
	forASN, asnText, asnSignature := about("2914")
	forASN.IPAM = ipamID
	forPool, cidrText, cidrSignature := about("198.51.100.0/24")
	forEC2, forAccelerator := forPool, forPool
	forPool.Pool, forEC2.Service, forAccelerator.Service = pool, provision.EC2, provision.GlobalAccelerator
	hidden, hiddenText, hiddenSignature := about("2001:db8::/56")
	hidden.Service = provision.EC2

	tests := []struct {
		name    string
		request provision.Request
		want    any
	}{
		{"an ASN", forASN, &ec2.ProvisionIpamByoasnInput{IpamId: aws.String(ipamID), Asn: aws.String("2914"),
			AsnAuthorizationContext: &types.AsnAuthorizationContext{Message: asnText, Signature: asnSignature}}},
		{"a range for a pool", forPool, &ec2.ProvisionIpamPoolCidrInput{IpamPoolId: aws.String(pool), Cidr: aws.String("198.51.100.0/24"),
			CidrAuthorizationContext: &types.IpamCidrAuthorizationContext{Message: cidrText, Signature: cidrSignature},
			VerificationMethod:       types.VerificationMethodRemarksX509}},
		{"a range for EC2", forEC2, &ec2.ProvisionByoipCidrInput{Cidr: aws.String("198.51.100.0/24"),
			CidrAuthorizationContext: &types.CidrAuthorizationContext{Message: cidrText, Signature: cidrSignature}}},
		{"a range for EC2 that is not advertised", hidden, &ec2.ProvisionByoipCidrInput{Cidr: aws.String("2001:db8::/56"),
			CidrAuthorizationContext: &types.CidrAuthorizationContext{Message: hiddenText, Signature: hiddenSignature},
			PubliclyAdvertisable:     aws.Bool(false)}},
		{"a range for Global Accelerator", forAccelerator, &globalaccelerator.ProvisionByoipCidrInput{Cidr: aws.String("198.51.100.0/24"),
			CidrAuthorizationContext: &acceleratortypes.CidrAuthorizationContext{Message: cidrText, Signature: cidrSignature}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			doc, err := test.request.JSON()
			require.NoError(t, err)
			got := reflect.New(reflect.TypeOf(test.want).Elem()).Interface()
			decoder := json.NewDecoder(bytes.NewReader(doc))
			decoder.DisallowUnknownFields()
			require.NoError(t, decoder.Decode(got))
			require.Equal(t, test.want, got)
			require.JSONEq(t, string(doc), withoutNulls(t, got), "the names are the same in capitals and small letters, too")
		})
	}
}

// withoutNulls is a structure as JSON, less the members that are not set.
func withoutNulls(t *testing.T, v any) string {
	data, err := json.Marshal(v)
	require.NoError(t, err)
	var members map[string]any
	require.NoError(t, json.Unmarshal(data, &members))
	for name, value := range members {
		if value == nil || value == "" {
			delete(members, name)
		}
	}
	data, err = json.Marshal(members)
	require.NoError(t, err)
	return string(data)
}

func TestTheProgramSendsTheDocument(t *testing.T) {
	sig := signed(t, "key.pem", text).String()
	request, err := settings{message: text, signature: sig, ipam: ipamID}.request()
	require.NoError(t, err)
	in, err := input(request)
	require.NoError(t, err)
	require.Equal(t, text, aws.ToString(in.AsnAuthorizationContext.Message))
	require.Equal(t, sig, aws.ToString(in.AsnAuthorizationContext.Signature))
	require.Nil(t, in.DryRun)

	request.IPAM = ""
	_, err = input(request)
	require.ErrorIs(t, err, provision.MissingIPAM)
}
