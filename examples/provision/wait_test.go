package main

import (
	"context"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/provision"
)

// plain is forms as maps, which a failing test prints readably.
func plain(forms []url.Values) []map[string][]string {
	var maps []map[string][]string
	for _, form := range forms {
		maps = append(maps, form)
	}
	return maps
}

// waiting is a fake that has the ASN pending, and then these answers.
func waiting(t testing.TB, then ...answer) *fakeEC2 {
	return &fakeEC2{describe: append([]answer{listed(t, "", ours("pending-provision", ""))}, then...)}
}

func TestTheListIsReadToItsEnd(t *testing.T) {
	others := []item{{ASN: "64496", IPAM: ipamID, State: "provisioned"}, {ASN: "no number", IPAM: ipamID, State: "provisioned"}}
	f := &fakeEC2{describe: []answer{listed(t, "token+/=1", others...), listed(t, "token 2", others...), listed(t, "", ours("provisioned", ""))}}
	tr := newTrial(t, f)
	require.NoError(t, tr.run(t))
	require.Equal(t, yes+seen("provisioned")+next, tr.out.String())
	var tokens []string
	for _, form := range f.requests(describeAction) {
		tokens = append(tokens, form.Get("NextToken"))
	}
	require.Equal(t, []string{"", "token+/=1", "token 2"}, tokens)

	t.Run("or to what is enough", func(t *testing.T) {
		f := &fakeEC2{describe: []answer{listed(t, "the same for ever")}}
		err := newTrial(t, f).run(t)
		require.ErrorContains(t, err, "does not end")
		require.Equal(t, unknown, statusOf(err))
		require.Len(t, f.asked, mostPages)
	})
}

func TestTheIntervalGrows(t *testing.T) {
	var then []answer
	for range 12 {
		then = append(then, listed(t, "", ours("pending-provision", "")))
	}
	tr := newTrial(t, waiting(t, append(then, listed(t, "", ours("provisioned", "")))...))
	require.NoError(t, tr.run(t))
	require.Len(t, tr.slept, 13)
	require.Equal(t, 15*time.Second, tr.slept[0])
	require.Equal(t, 22500*time.Millisecond, tr.slept[1])
	require.Equal(t, 10*time.Minute, tr.slept[12])
	require.Equal(t, yes+seen("pending-provision")+seen("provisioned")+next, tr.out.String(), "only a change is printed")
}

func TestAnInterruptSaysHowToGoOn(t *testing.T) {
	tests := []struct {
		name string
		end  func(tr *trial, f *fakeEC2, cancel func())
	}{
		{"between two looks", func(tr *trial, _ *fakeEC2, cancel func()) {
			tr.sleep = func(ctx context.Context, _ time.Duration) error {
				cancel()
				return sleep(ctx, time.Hour)
			}
		}},
		{"during a look", func(_ *trial, f *fakeEC2, cancel func()) { f.describe[1].meet = cancel }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := waiting(t, listed(t, "", ours("provisioned", "")))
			tr := newTrial(t, f)
			ctx, cancel := context.WithCancel(t.Context())
			test.end(tr, f, cancel)
			err := tr.program.run(ctx, []string{"-message", text, "-signature", tr.sig.String(), "-ipam-id", ipamID})
			require.EqualError(t, err, "interrupted. AS2914 was pending-provision when last seen, and AWS goes on without this program. "+
				"The same command looks first and goes on waiting: it does not ask AWS a second time")
			require.Equal(t, unknown, statusOf(err))
		})
	}
	t.Run("before AWS answered the request", func(t *testing.T) {
		f := &fakeEC2{describe: []answer{listed(t, "")}, provision: []answer{taken(t, ours("pending-provision", ""))}}
		tr := newTrial(t, f)
		ctx, cancel := context.WithCancel(t.Context())
		f.provision[0].meet = func() {
			cancel()
			<-t.Context().Done() // the answer never comes
		}
		err := tr.program.run(ctx, []string{"-message", text, "-signature", tr.sig.String(), "-ipam-id", ipamID})
		require.ErrorContains(t, err, "interrupted: ")
		require.ErrorContains(t, err, "Whether AWS took the request is not known")
		require.Equal(t, unknown, statusOf(err))
	})
}

func TestAWeekIsEnough(t *testing.T) {
	require.Equal(t, 7*24*time.Hour, polite.limit)
	tr := newTrial(t, waiting(t, listed(t, "", ours("pending-provision", ""))))
	tr.pace.limit = 50 * time.Millisecond
	tr.sleep = func(ctx context.Context, _ time.Duration) error { return sleep(ctx, time.Hour) }
	err := tr.run(t)
	require.ErrorContains(t, err, "the week that provisioning may take is over. AS2914 was pending-provision when last seen")
	require.Equal(t, unknown, statusOf(err))
}

func TestSleepEndsWhenItIsDone(t *testing.T) {
	require.NoError(t, sleep(t.Context(), time.Nanosecond))
}

func TestWaitingOutlivesWhatPasses(t *testing.T) {
	outage := answer{status: http.StatusBadGateway, body: "<html>captive portal"}
	busy := refusal(http.StatusServiceUnavailable, "RequestLimitExceeded")
	provisioned := listed(t, "", ours("provisioned", ""))
	cut := answer{meet: func() { panic(http.ErrAbortHandler) }}
	tests := []struct {
		name string
		then []answer
	}{
		{"a proxy's page", []answer{outage, outage, outage, provisioned}},
		{"being throttled for longer than the SDK tries", []answer{busy, busy, busy, provisioned}},
		{"a connection that breaks", []answer{cut, cut, cut, provisioned}},
		{"an error inside of AWS", []answer{refusal(500, "InternalError"), refusal(500, "InternalError"), refusal(500, "InternalError"), provisioned}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tr := newTrial(t, waiting(t, test.then...))
			require.NoError(t, tr.run(t))
			require.Contains(t, tr.notes.String(), "could not look, and will look again: ")
			require.Contains(t, tr.out.String(), next)
		})
	}
}

func TestAServerThatSaysNothingIsLeft(t *testing.T) {
	// silence lasts as long as the test: to close, a server waits for its answers.
	silence := func(t *testing.T) answer {
		return answer{status: http.StatusOK, meet: func() { <-t.Context().Done() }}
	}
	t.Run("at the first look", func(t *testing.T) {
		tr := newTrial(t, &fakeEC2{describe: []answer{silence(t)}})
		tr.pace.call = 50 * time.Millisecond
		err := tr.run(t)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Equal(t, unknown, statusOf(err))
	})
	t.Run("and looked at again while waiting", func(t *testing.T) {
		tr := newTrial(t, waiting(t, silence(t), listed(t, "", ours("provisioned", ""))))
		tr.pace.call = 500 * time.Millisecond
		require.NoError(t, tr.run(t))
		require.Contains(t, tr.notes.String(), "could not look, and will look again: ")
	})
}

func TestWaitingEndsWithWhatDoesNotPass(t *testing.T) {
	tests := []struct {
		name   string
		then   answer
		says   string
		status int
	}{
		{"credentials that expire", refusal(400, "RequestExpired"), "the credentials have expired", wrong},
		{"a policy that changes", refusal(403, "UnauthorizedOperation"), "has to allow ec2:DescribeIpamByoasn", wrong},
		{"garbage", answer{status: 200, body: "<html>captive portal"}, "no answer that can be read", unknown},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			err := newTrial(t, waiting(t, test.then)).run(t)
			require.ErrorContains(t, err, test.says)
			require.ErrorContains(t, err, "AS2914 was pending-provision when last seen")
			require.Equal(t, test.status, statusOf(err))
		})
	}
	for state, status := range map[string]int{"": unknown, "deprovisioned": no, "pending-deprovision": no, "failed-deprovision": no} {
		t.Run("the state "+state, func(t *testing.T) {
			then := listed(t, "")
			if state != "" {
				then = listed(t, "", ours(state, ""))
			}
			tr := newTrial(t, waiting(t, then))
			err := tr.run(t)
			require.ErrorContains(t, err, "AS2914")
			require.Equal(t, status, statusOf(err))
			require.NotContains(t, tr.out.String(), "Next:")
		})
	}
	t.Run("but a state that is not known may be on the way", func(t *testing.T) {
		tr := newTrial(t, waiting(t, listed(t, "", ours("half-provisioned", "")), listed(t, "", ours("provisioned", ""))))
		require.NoError(t, tr.run(t))
		require.Contains(t, tr.out.String(), seen("half-provisioned")+seen("provisioned"))
	})
}

func TestTheRunbookWaitsForTheSameStates(t *testing.T) {
	s := settings{message: text, signature: signed(t, "key.pem", text).String(), ipam: ipamID}
	request, err := s.request()
	require.NoError(t, err)
	book, err := request.Runbook()
	require.NoError(t, err)
	require.Equal(t, provision.Bring, following(book)[0].Phase)
	for _, step := range book.Steps {
		if step.Wait == nil || step.Phase != provision.Bring {
			continue
		}
		require.True(t, ended(standing{state: "provisioned"}))
		require.Equal(t, "provisioned", step.Wait.Until)
		for _, state := range step.Wait.While {
			require.False(t, ended(standing{state: types.AsnState(state)}), state)
		}
		for _, state := range step.Wait.Failed {
			require.True(t, ended(standing{state: types.AsnState(state)}), state)
		}
		return
	}
	require.Fail(t, "the runbook waits for nothing")
}
