package cli

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestCreateMakesANewFileReadableByItsOwner(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key.pem")
	require.NoError(t, create(path, []byte("secret"), 0o600, false))
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, "secret", string(data))
	if runtime.GOOS != "windows" {
		info, err := os.Stat(path)
		require.NoError(t, err)
		require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	}
	onlyFile(t, path)
}

func TestCreateLeavesWhatIsThereAlone(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "key.pem")
	require.NoError(t, os.WriteFile(path, []byte("old"), 0o600))
	require.ErrorContains(t, create(path, []byte("new"), 0o600, false), "exists already")
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, "old", string(data))

	require.NoError(t, create(path, []byte("new"), 0o600, true))
	data, err = os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, "new", string(data))
	onlyFile(t, path)
}

func TestCreateFollowsNoLink(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "key.pem")
	require.NoError(t, os.Symlink(filepath.Join(dir, "elsewhere"), path))
	require.ErrorContains(t, create(path, []byte("new"), 0o600, false), "exists already")
	require.NoFileExists(t, filepath.Join(dir, "elsewhere"))
}

// A name that is taken between the check and the rename is left alone too.
func TestRenameDoesNotReplace(t *testing.T) {
	dir := t.TempDir()
	temp, path := filepath.Join(dir, "temp"), filepath.Join(dir, "key.pem")
	require.NoError(t, os.WriteFile(temp, []byte("new"), 0o600))
	require.NoError(t, os.WriteFile(path, []byte("old"), 0o600))
	require.ErrorContains(t, rename(temp, path, false), "exists already")
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, "old", string(data))
}

func TestCreateSaysWhereItCannotWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "none", "key.pem")
	require.ErrorContains(t, create(path, nil, 0o600, false), path+": cannot write there")
}

// onlyFile makes sure that no temporary file is left beside path.
func onlyFile(t *testing.T, path string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	require.Len(t, entries, 1)
	require.Equal(t, filepath.Base(path), entries[0].Name())
}

// content is large enough for a kill to land in the middle of writing it.
var content = bytes.Repeat([]byte("0123456789abcdef"), 1<<18)

const crashVariable = "BYOASN_TEST_CRASH_FILE"

// TestCreateForever is the process that the next test kills.
func TestCreateForever(t *testing.T) {
	path := os.Getenv(crashVariable)
	if path == "" {
		t.Skip("run by TestAKilledProcessLeavesAWholeFileOrNone")
	}
	for {
		require.NoError(t, create(path, content, 0o600, false))
		require.NoError(t, os.Remove(path))
	}
}

func TestAKilledProcessLeavesAWholeFileOrNone(t *testing.T) {
	whole := 0
	for range 40 {
		path := filepath.Join(t.TempDir(), "key.pem")
		cmd := exec.Command(os.Args[0], "-test.run=^TestCreateForever$")
		cmd.Env = append(os.Environ(), crashVariable+"="+path)
		require.NoError(t, cmd.Start())
		time.Sleep(time.Duration(10+rand.IntN(40)) * time.Millisecond)
		require.NoError(t, cmd.Process.Kill())
		_ = cmd.Wait()
		data, err := os.ReadFile(path)
		if os.IsNotExist(err) {
			continue
		}
		require.NoError(t, err)
		require.True(t, bytes.Equal(content, data), "a part of the file was left: %d bytes", len(data))
		whole++
	}
	t.Logf("%d of 40 kills left a whole file, the others none", whole)
}

// Nobody looks for a file by the name that it had for a moment.
func TestNoErrorNamesTheTemporaryFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "folder")
	require.NoError(t, os.Mkdir(path, 0o700))
	temp := filepath.Join(dir, ".byoasn-temp")
	require.NoError(t, os.WriteFile(temp, nil, 0o600))
	for _, err := range []error{
		create(path, nil, 0o600, true),
		rename(temp, path, true),
		rename(temp, filepath.Join(dir, "none", "key.pem"), false),
		mayCreate(filepath.Join(dir, "none", "key.pem"), false),
	} {
		require.Error(t, err)
		require.NotContains(t, err.Error(), ".byoasn-")
	}
}
