package main

import (
	"context"
	"net/http/httptest"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/stretchr/testify/require"
)

// refusedConnection connects to a port of this machine where nobody listens.
func refusedConnection(t testing.TB) func(context.Context, string, string) (*ec2.Client, error) {
	t.Helper()
	server := httptest.NewServer(nil)
	server.Close()
	return func(context.Context, string, string) (*ec2.Client, error) { return clientOf(server.URL), nil }
}

// noEnvironment takes away what belongs to whoever runs the test.
func noEnvironment(t *testing.T) {
	t.Helper()
	for _, name := range []string{"AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
		"AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"} {
		t.Setenv(name, "")
	}
	t.Setenv("AWS_CONFIG_FILE", "/no/such/file")
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", "/no/such/file")
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
}

func TestConnectSaysWhatIsMissing(t *testing.T) {
	noEnvironment(t)
	tests := []struct {
		name, region, profile, says string
	}{
		{"a Region", "", "", "there is no Region: name the IPAM's home with -region"},
		{"credentials", "eu-central-1", "", "there are no AWS credentials: name a profile with -profile"},
		{"the profile", "eu-central-1", "ipam-account", "ipam-account"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := connect(t.Context(), test.region, test.profile)
			require.ErrorContains(t, err, test.says)
			require.Equal(t, wrong, statusOf(err))
		})
	}
	t.Run("nothing", func(t *testing.T) {
		t.Setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
		t.Setenv("AWS_SECRET_ACCESS_KEY", "only for tests")
		client, err := connect(t.Context(), "eu-central-1", "")
		require.NoError(t, err)
		require.Equal(t, "eu-central-1", client.Options().Region)
	})
}
