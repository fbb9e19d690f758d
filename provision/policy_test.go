package provision_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestThePolicyAllowsEveryCallAndNoOther(t *testing.T) {
	for name, r := range requests(t) {
		t.Run(name, func(t *testing.T) {
			document, err := r.Policy()
			require.NoError(t, err)
			var policy struct {
				Version   string
				Statement []struct {
					Sid, Effect, Resource string
					Action                []string
				}
			}
			require.NoError(t, json.Unmarshal([]byte(document), &policy))
			require.Equal(t, "2012-10-17", policy.Version)
			var allowed []string
			for _, s := range policy.Statement {
				require.Equal(t, "Allow", s.Effect)
				require.Regexp(t, "^[A-Za-z0-9]+$", s.Sid)
				allowed = append(allowed, s.Action...)
			}
			book, err := r.Runbook()
			require.NoError(t, err)
			var called []string
			for _, step := range book.Steps {
				for _, c := range append(step.Commands, polls(step)...) {
					if c[0].Text == "aws" {
						called = append(called, c[1].Text+":"+strings.ReplaceAll(c[2].Text, "-", ""))
					}
				}
			}
			for _, v := range book.Variables {
				if v.Lists[0].Text == "aws" {
					called = append(called, v.Lists[1].Text+":"+strings.ReplaceAll(v.Lists[2].Text, "-", ""))
				}
			}
			for i := range allowed {
				allowed[i] = strings.ToLower(allowed[i])
			}
			slices.Sort(allowed)
			slices.Sort(called)
			require.Equal(t, slices.Compact(called), slices.Compact(allowed))
		})
	}
}

// The names are the actions that AWS's service authorization reference lists.
func TestThePolicyOfAnASN(t *testing.T) {
	document, err := requests(t)["asn"].Policy()
	require.NoError(t, err)
	for _, action := range []string{"ec2:ProvisionIpamByoasn", "ec2:DescribeIpamByoasn", "ec2:AssociateIpamByoasn", "ec2:AdvertiseByoipCidr", "ec2:DescribeByoipCidrs",
		"ec2:GetIpamDiscoveredRoutes", "ec2:GetIpamRouteProtectionFindings", "cloudwatch:PutMetricAlarm", "cloudwatch:ListMetrics", "ec2:WithdrawByoipCidr",
		"ec2:DisassociateIpamByoasn", "ec2:DeprovisionIpamByoasn", "ec2:DeprovisionIpamPoolCidr", "ec2:GetIpamPoolCidrs"} {
		require.Contains(t, document, `"`+action+`"`)
	}
}
