package provision_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/provision"
)

func TestTheRunbooksReadAsTheyShould(t *testing.T) {
	for name, r := range requests(t) {
		book, err := r.Runbook()
		require.NoError(t, err)
		golden(t, name+".txt", book.Text())
		golden(t, name+".md", book.Markdown())
	}
}

// without leaves out the first of a run of operations.
func without(list []string, run ...string) []string {
	for i := range list {
		if slices.Equal(list[i:min(i+len(run), len(list))], run) {
			return slices.Delete(slices.Clone(list), i, i+len(run))
		}
	}
	return list
}

// operations lists what a runbook calls, in order.
func operations(t *testing.T, b provision.Runbook) []string {
	t.Helper()
	var list []string
	for _, step := range b.Steps {
		for _, c := range step.Commands {
			argv, err := c.Argv(values)
			require.NoError(t, err)
			if argv[0] != "aws" {
				argv[2] = argv[0]
			}
			list = append(list, argv[2])
		}
	}
	return slices.Compact(list)
}

func TestARunbookHasTheWholeLifeInOrder(t *testing.T) {
	tests := map[string][]string{
		"asn": {"byoasn", "curl", "provision-ipam-byoasn", "describe-ipam-byoasn", "byoasn", "associate-ipam-byoasn", "describe-byoip-cidrs", "advertise-byoip-cidr", "describe-byoip-cidrs",
			"byoasn", "get-ipam-discovered-routes", "get-ipam-route-protection-findings", "put-metric-alarm", "advertise-byoip-cidr", "withdraw-byoip-cidr", "describe-byoip-cidrs", "disassociate-ipam-byoasn", "describe-byoip-cidrs", "deprovision-ipam-byoasn", "describe-ipam-byoasn",
			"deprovision-ipam-pool-cidr", "get-ipam-pool-cidrs"},
		"range": {"byoasn", "curl", "provision-ipam-pool-cidr", "get-ipam-pool-cidrs", "byoasn", "provision-ipam-pool-cidr", "get-ipam-pool-cidrs", "associate-ipam-byoasn", "describe-byoip-cidrs",
			"advertise-byoip-cidr", "describe-byoip-cidrs", "byoasn", "get-ipam-discovered-routes", "get-ipam-route-protection-findings", "put-metric-alarm", "advertise-byoip-cidr", "get-ipam-pool-allocations", "withdraw-byoip-cidr", "describe-byoip-cidrs", "disassociate-ipam-byoasn",
			"describe-byoip-cidrs", "deprovision-ipam-pool-cidr", "get-ipam-pool-cidrs", "deprovision-ipam-pool-cidr", "get-ipam-pool-cidrs"},
		"range-ec2": {"byoasn", "curl", "provision-byoip-cidr", "describe-byoip-cidrs", "byoasn", "advertise-byoip-cidr", "describe-byoip-cidrs", "byoasn", "withdraw-byoip-cidr", "describe-byoip-cidrs",
			"deprovision-byoip-cidr", "describe-byoip-cidrs"},
		"hidden-ec2": {"byoasn", "provision-byoip-cidr", "describe-byoip-cidrs", "byoasn", "deprovision-byoip-cidr", "describe-byoip-cidrs"},
		"accelerator": {"byoasn", "curl", "provision-byoip-cidr", "list-byoip-cidrs", "byoasn", "advertise-byoip-cidr", "list-byoip-cidrs", "byoasn", "withdraw-byoip-cidr", "list-byoip-cidrs",
			"deprovision-byoip-cidr", "list-byoip-cidrs"},
	}
	tests["asn-open"] = tests["asn"]
	enter := []string{"provision-ipam-pool-cidr", "get-ipam-pool-cidrs", "provision-ipam-pool-cidr", "get-ipam-pool-cidrs"}
	tests["dns-token"] = append([]string{"create-ipam-external-resource-verification-token", "dig"}, slices.Concat(tests["range"][:4], tests["range"][5:])...) // no certificate to take out
	tests["delegated"] = slices.Concat([]string{"create-ipam-internet-registry-association", "describe-ipam-internet-registry-associations", "get-ipam-route-origin-authorizations", "byoasn",
		"describe-ipam-internet-registry-associations", "get-ipam-internet-registry-association-cidrs"}, enter, []string{"advertise-byoip-cidr", "describe-byoip-cidrs", "byoasn", "get-ipam-discovered-routes", "get-ipam-route-protection-findings", "put-metric-alarm"},
		without(tests["range"][16:], "disassociate-ipam-byoasn", "describe-byoip-cidrs"))
	tests["delegated-parent"] = slices.Concat([]string{"describe-ipam-internet-registry-associations", "get-ipam-route-origin-authorizations", "enable-ipam-internet-registry-association"}, tests["delegated"][4:])
	for name, want := range tests {
		book, err := requests(t)[name].Runbook()
		require.NoError(t, err)
		require.Equal(t, want, operations(t, book), name)
	}
}

func TestEveryLimitAndStateHasItsSource(t *testing.T) {
	for _, r := range requests(t) {
		book, err := r.Runbook()
		require.NoError(t, err)
		for _, step := range book.Steps {
			require.NotEmpty(t, step.Phase)
			for _, note := range step.Notes {
				requireAWS(t, note.Source)
			}
			if step.Wait != nil {
				requireAWS(t, step.Wait.Source)
				require.NotEmpty(t, step.Commands, "there is something to repeat")
				require.NotEmpty(t, step.Wait.Poll, "and a loop that does")
				require.Positive(t, step.Wait.Limit)
			}
		}
	}
}

func requireAWS(t *testing.T, s provision.Source) {
	t.Helper()
	require.NotEmpty(t, s.Title)
	require.True(t, strings.HasPrefix(s.URL, "https://docs.aws.amazon.com/"), s.URL)
}

func TestEveryVariableIsExplainedAndNoOtherIs(t *testing.T) {
	for name, r := range requests(t) {
		book, err := r.Runbook()
		require.NoError(t, err)
		named := map[string]bool{}
		for _, step := range book.Steps {
			for _, c := range step.Commands {
				for _, v := range c.Variables() {
					named[v] = true
				}
			}
			for _, record := range step.Records {
				for _, v := range regexp.MustCompile(`\$([A-Z_]+)`).FindAllStringSubmatch(record, -1) {
					named[v[1]] = true
				}
			}
		}
		explained := map[string]bool{}
		for _, v := range book.Variables {
			explained[v.Name] = true
		}
		require.Equal(t, named, explained, name)
	}
}

func TestTheRunbookOfAnASNNamesEveryLimitThatAWSDocuments(t *testing.T) {
	text := strings.Join(strings.Fields(mustText(t, requests(t)["asn"])), " ")
	for _, limit := range []string{"takes 5 ASNs", "once an hour", "once in 10 seconds", "vanishes after 7 days", "up to a week", "24 hours", "AS8987", "--asn AWS", "--max-results 10"} {
		require.Contains(t, text, limit)
	}
}

func TestGovCloudNeedsItsOwnROA(t *testing.T) {
	text := mustText(t, requests(t)["range"])
	require.Contains(t, text, "resource=8987")
	require.NotContains(t, text, "resource=16509")
	require.NotContains(t, text, "resource=14618")
}

func TestCallsGoToTheRegionThatTheyConcern(t *testing.T) {
	book, err := requests(t)["asn"].Runbook()
	require.NoError(t, err)
	home := []string{"provision-ipam-byoasn", "describe-ipam-byoasn", "deprovision-ipam-byoasn", "deprovision-ipam-pool-cidr", "get-ipam-pool-cidrs",
		"get-ipam-discovered-routes", "get-ipam-route-protection-findings", "put-metric-alarm"}
	for _, step := range book.Steps {
		for _, c := range step.Commands {
			if c[0].Text != "aws" {
				continue
			}
			want := "eu-central-1"
			if slices.Contains(home, c[2].Text) {
				want = "eu-west-1"
			}
			require.Contains(t, c.String(), " --region "+want+" ")
		}
	}
}

func TestLinesOfTextAreShortCommandsAside(t *testing.T) {
	for _, r := range requests(t) {
		for line := range strings.Lines(mustText(t, r)) {
			if !strings.HasPrefix(line, "        ") && !strings.Contains(line, "https://") {
				require.LessOrEqual(t, len(strings.TrimSuffix(line, "\n")), 78, line)
			}
		}
	}
}

func TestAFenceIsLongerThanTheBackticksInIt(t *testing.T) {
	r := requests(t)["asn"]
	r.Profile = "```\n# Heading\n````"
	book, err := r.Runbook()
	require.NoError(t, err)
	c := book.Steps[3].Commands[0]
	require.Contains(t, book.Markdown(), "\n`````sh\n"+c.Lines()+"\n`````\n")
}

func TestALineBreakInAnArgumentIsNotIndented(t *testing.T) {
	r := requests(t)["asn"]
	r.Profile = "a \\\n    x"
	require.Contains(t, mustText(t, r), " \\\n            --profile 'a \\\n    x'\n")
}

func mustText(t *testing.T, r provision.Request) string {
	t.Helper()
	book, err := r.Runbook()
	require.NoError(t, err)
	return book.Text()
}
