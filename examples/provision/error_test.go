package main

import (
	"net/http"
	"testing"

	"github.com/aws/smithy-go"
	"github.com/stretchr/testify/require"
)

func TestARefusalOfAWSSaysWhatToDo(t *testing.T) {
	tests := []struct {
		code       string
		httpStatus int
		says       string
		status     int
	}{
		{"UnauthorizedOperation", 403, "their policy has to allow ec2:", wrong},
		{"AccessDenied", 403, "their policy has to allow ec2:", wrong},
		{"OptInRequired", 401, "not signed up", wrong},
		{"AuthFailure", 401, "AWS does not know the credentials", wrong},
		{"InvalidClientTokenId", 403, "AWS does not know the credentials", wrong},
		{"ExpiredToken", 400, "log in again", wrong},
		{"RequestExpired", 400, "this machine's clock", wrong},
		{"RequestLimitExceeded", 503, "AWS is asked too often", unknown},
		{"InvalidIpamId.NotFound", 400, "there is no IPAM ipam-0123456789abcdef0 in this account and Region", wrong},
		{"InvalidParameterValue", 400, "AWS refuses the request as it stands: compare the account", no},
		{"InternalError", 500, "InternalError", unknown},
	}
	for _, test := range tests {
		for _, action := range []string{describeAction, provisionAction} {
			t.Run(test.code+" for "+action, func(t *testing.T) {
				f := &fakeEC2{describe: []answer{listed(t, "")}, provision: []answer{refusal(test.httpStatus, test.code)}}
				if action == describeAction {
					f.describe = f.provision
				}
				err := newTrial(t, f).run(t)
				require.ErrorContains(t, err, test.says)
				require.ErrorContains(t, err, action)
				require.ErrorContains(t, err, "what EC2 itself says")
				require.NotContains(t, err.Error(), "only for tests")
				require.Equal(t, test.status, statusOf(err))
				var known smithy.APIError
				require.ErrorAs(t, err, &known)
				require.Equal(t, test.code, known.ErrorCode())
			})
		}
	}
}

func TestThrottledTwiceAndThenWell(t *testing.T) {
	busy := refusal(http.StatusServiceUnavailable, "RequestLimitExceeded")
	f := &fakeEC2{
		describe:  []answer{busy, busy, listed(t, ""), listed(t, "", ours("provisioned", ""))},
		provision: []answer{busy, busy, taken(t, ours("pending-provision", ""))},
	}
	tr := newTrial(t, f)
	require.NoError(t, tr.run(t))
	require.Equal(t, yes+seen("pending-provision")+seen("provisioned")+next, tr.out.String())
	require.Len(t, f.requests(provisionAction), 3)
	require.Empty(t, tr.notes.String(), "the SDK tries again by itself")
}

func TestGarbageIsAnError(t *testing.T) {
	for name, body := range map[string]string{
		"text":           "captive portal",
		"HTML":           "<html><body><br>captive portal",
		"XHTML":          "<html><body><br/>captive portal</body></html>",
		"cut short":      head + "<DescribeIpamByoasnResponse><byoasnSet><item><asn>29",
		"nothing at all": "",
	} {
		for _, action := range []string{describeAction, provisionAction} {
			t.Run(name+" for "+action, func(t *testing.T) {
				garbage := answer{status: http.StatusOK, body: body, alien: true}
				f := &fakeEC2{describe: []answer{listed(t, "")}, provision: []answer{garbage}}
				if action == describeAction {
					f.describe = []answer{garbage}
				}
				tr := newTrial(t, f)
				err := tr.run(t)
				require.Equal(t, unknown, statusOf(err))
				require.ErrorContains(t, err, action)
				require.NotContains(t, tr.out.String(), "Next:")
				if action == provisionAction {
					require.ErrorContains(t, err, "Whether AWS took the request is not known")
				}
			})
		}
	}
}

func TestAListThatIsLeftOutIsAnEmptyOne(t *testing.T) {
	f := &fakeEC2{
		describe: []answer{{status: http.StatusOK, body: head + "<DescribeIpamByoasnResponse><requestId>59dbff89</requestId></DescribeIpamByoasnResponse>"},
			listed(t, "", ours("provisioned", ""))},
		provision: []answer{taken(t, ours("pending-provision", ""))},
	}
	require.NoError(t, newTrial(t, f).run(t))
	require.Len(t, f.requests(provisionAction), 1)
}

func TestARefusedConnectionIsNoAnswer(t *testing.T) {
	tr := newTrial(t, &fakeEC2{})
	tr.connect = refusedConnection(t)
	err := tr.run(t)
	require.ErrorContains(t, err, "AWS gave no answer that can be read")
	require.ErrorContains(t, err, "connection refused")
	require.Equal(t, unknown, statusOf(err))
}
