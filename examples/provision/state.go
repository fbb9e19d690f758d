package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/resource"
)

// mostPages bounds what a server can make the program read. An IPAM takes 5 ASNs
// unless its quota was raised.
const mostPages = 100

// An ipam is the IPAM that an ASN is brought to.
type ipam struct {
	client  *ec2.Client
	request provision.Request
	number  resource.ASN
	limit   time.Duration // of each call
}

func newIPAM(client *ec2.Client, request provision.Request, limit time.Duration) ipam {
	number, _ := request.Message.Resource().ASN()
	return ipam{client, request, number, limit}
}

// A standing is how an ASN stands at AWS. Its zero value is that AWS does not
// have it.
type standing struct {
	state  types.AsnState
	status string // AWS's StatusMessage; may be empty
	ipam   string // the ID of the IPAM that it is in
}

func standingOf(b types.Byoasn) standing {
	return standing{b.State, aws.ToString(b.StatusMessage), aws.ToString(b.IpamId)}
}

func (s standing) String() string {
	text := cmp.Or(string(s.state), "not there")
	if s.status != "" {
		text += fmt.Sprintf(" %q", s.status) // quoted, as it is text from outside
	}
	return text
}

// look asks AWS how the ASN stands in this IPAM, and in another one.
func (i ipam) look(ctx context.Context) (here, elsewhere standing, err error) {
	all, err := i.list(ctx)
	if err != nil {
		return here, elsewhere, i.explain(err, describeAction)
	}
	var ours, others []standing
	for _, b := range all {
		s := standingOf(b)
		switch n, err := resource.ParseASN(aws.ToString(b.Asn)); {
		case err != nil || n != i.number:
		case s.ipam != "" && s.ipam != i.request.IPAM:
			others = append(others, s)
		default:
			ours = append(ours, s)
		}
	}
	return foremost(ours), foremost(others), nil
}

// errNoList is the error for an answer that only looks like an empty list: the SDK
// reads one out of whatever has status 200 and is not broken XML, such as a
// proxy's page or nothing at all. AWS would be asked a second time for it.
var errNoList = errors.New(describeAction + ": the answer has neither a list in it nor a request ID of AWS")

// list reads all pages. The SDK has no paginator for this call.
func (i ipam) list(ctx context.Context) ([]types.Byoasn, error) {
	ctx, cancel := context.WithTimeout(ctx, i.limit)
	defer cancel()
	var all []types.Byoasn
	in := &ec2.DescribeIpamByoasnInput{}
	for range mostPages {
		page, err := i.client.DescribeIpamByoasn(ctx, in)
		if err != nil {
			return nil, err
		}
		if _, isAWS := awsmiddleware.GetRequestIDMetadata(page.ResultMetadata); page.Byoasns == nil && !isAWS {
			return nil, errNoList
		}
		all = append(all, page.Byoasns...)
		if aws.ToString(page.NextToken) == "" {
			return all, nil
		}
		in.NextToken = page.NextToken
	}
	return nil, errors.New("AWS's list of ASNs does not end")
}

// ranks are the states in the order in which they count, if AWS has the ASN more
// than once: one that failed or is gone stays in the list for 7 days, and a new
// request may stand beside it. A state that is not here counts most.
var ranks = []types.AsnState{
	types.AsnStateProvisioned,
	types.AsnStatePendingProvision,
	types.AsnStatePendingDeprovision,
	types.AsnStateFailedDeprovision,
	types.AsnStateFailedProvision,
	types.AsnStateDeprovisioned,
}

// foremost is the standing that counts most, and the zero value if there is none.
func foremost(all []standing) standing {
	if len(all) == 0 {
		return standing{}
	}
	return slices.MinFunc(all, func(a, b standing) int {
		return cmp.Compare(slices.Index(ranks, a.state), slices.Index(ranks, b.state))
	})
}
