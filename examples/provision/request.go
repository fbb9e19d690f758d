package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/smithy-go"

	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/sign"
)

// request is what is to be asked of AWS. Everything in it is of the form that AWS
// documents.
func (s settings) request() (provision.Request, error) {
	m, err := message.Parse(s.message)
	if err != nil {
		return provision.Request{}, fmt.Errorf("-message: %w", err)
	}
	sig, err := sign.Parse(s.signature)
	if err != nil {
		return provision.Request{}, fmt.Errorf("-signature: %w", err)
	}
	r := provision.Request{Message: m, Signature: sig, IPAM: s.ipam, Region: s.region, Profile: s.profile}
	return r, r.Check()
}

// input is the request as the SDK's own structure, whose members have the names
// of the document.
func input(r provision.Request) (*ec2.ProvisionIpamByoasnInput, error) {
	doc, err := r.JSON()
	if err != nil {
		return nil, err
	}
	in := new(ec2.ProvisionIpamByoasnInput)
	decoder := json.NewDecoder(bytes.NewReader(doc))
	decoder.DisallowUnknownFields()
	return in, decoder.Decode(in)
}

// ask sends the request, and returns the state that AWS answers with.
func (i ipam) ask(ctx context.Context) (standing, error) {
	in, err := input(i.request)
	if err != nil {
		return standing{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, i.limit)
	defer cancel()
	out, err := i.client.ProvisionIpamByoasn(ctx, in)
	if err != nil {
		return standing{}, i.explainAsking(err)
	}
	if out.Byoasn == nil {
		return standing{}, i.explainAsking(errors.New(provisionAction + ": the answer does not have the ASN in it"))
	}
	return standingOf(*out.Byoasn), nil
}

// mayAsk sends the request as a dry run, which AWS answers with an error in any
// case: DryRunOperation is the good one.
func (i ipam) mayAsk(ctx context.Context) error {
	in, err := input(i.request)
	if err != nil {
		return err
	}
	in.DryRun = aws.Bool(true)
	ctx, cancel := context.WithTimeout(ctx, i.limit)
	defer cancel()
	_, err = i.client.ProvisionIpamByoasn(ctx, in)
	var known smithy.APIError
	switch {
	case err == nil:
		return &exit{unknown, errors.New("AWS did not say that this was a dry run, as it always does: look at the state with aws ec2 describe-ipam-byoasn")}
	case errors.As(err, &known) && known.ErrorCode() == "DryRunOperation":
		return nil
	}
	return i.explain(err, provisionAction)
}
