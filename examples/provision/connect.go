package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
)

// connect takes credentials and the Region from where AWS's own tools take them:
// the environment, the shared files, IAM Identity Center, or the instance's role.
// It looks at once whether there are any, as the SDK would say so later and less
// clearly.
func connect(ctx context.Context, region, profile string) (*ec2.Client, error) {
	cfg, err := config.LoadDefaultConfig(ctx, config.WithRegion(region), config.WithSharedConfigProfile(profile))
	if err != nil {
		return nil, &exit{wrong, fmt.Errorf("AWS's configuration: %w", err)}
	}
	if cfg.Region == "" {
		return nil, &exit{wrong, errors.New("there is no Region: name the IPAM's home with -region")}
	}
	if _, err := cfg.Credentials.Retrieve(ctx); err != nil {
		return nil, &exit{wrong, fmt.Errorf("there are no AWS credentials: name a profile with -profile, or log in with aws sso login or aws configure: %w", err)}
	}
	return ec2.NewFromConfig(cfg), nil
}
