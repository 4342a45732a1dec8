using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;

namespace AiWebBuilder.IntegrationTests.Operations;

/// <summary>
/// What <c>./dev</c> says when it cannot go on: one sentence with the remedy, and an exit code. It runs as a copy in an empty folder
/// and sees only the programs that a test gives it.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class DevScriptTests
{
    /// <summary>What every system has; what the script looks for (dotnet, postgres, docker, apt-get, curl) is not among them.</summary>
    private static readonly string[] Tools =
    [
        "awk",
        "bash",
        "cat",
        "cksum",
        "cut",
        "df",
        "dirname",
        "env",
        "find",
        "grep",
        "head",
        "id",
        "mkdir",
        "mv",
        "rm",
        "sed",
        "sort",
        "tail",
        "timeout",
        "tr",
        "uname",
    ];

    private string folder = null!;

    /// <summary>Its real path: the line that names an interpreter takes no spaces.</summary>
    private string bash = null!;

    [SetUp]
    public async Task MakeAsync()
    {
        folder = Directory.CreateTempSubdirectory("aiwebbuilder dév ").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "bin"));
        var paths = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator);
        foreach (var tool in Tools)
        {
            // Not every system has every one: macOS lacks timeout.
            if (
                paths.Append("/usr/bin").Select(path => Path.Combine(path, tool)).FirstOrDefault(File.Exists)
                is not { } found
            )
            {
                continue;
            }
            File.CreateSymbolicLink(Path.Combine(folder, "bin", tool), found);
            bash = tool == "bash" ? found : bash;
        }
        // Where PostgreSQL is installed is no matter of the PATH.
        var script = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "dev"));
        script.ShouldContain("/usr/lib/postgresql/*");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "dev"),
            script
                .Replace("/usr/lib/postgresql/*", "/nowhere/*", StringComparison.Ordinal)
                .Replace("/opt/homebrew/opt/postgresql@*", "/nowhere/*", StringComparison.Ordinal)
                .Replace("/usr/local/opt/postgresql@*", "/nowhere/*", StringComparison.Ordinal)
                .Replace("/usr/share/fonts", "/nowhere", StringComparison.Ordinal)
                .Replace("$PATH:/usr/sbin", "$PATH", StringComparison.Ordinal)
        );
    }

    [TearDown]
    public void Remove() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task A_port_that_is_taken_is_named()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await ShouldFailAsync(
            ["run", "--port", $"{port}"],
            $"dev: port {port} is taken: end what listens there, or choose another with ./dev run --port N."
        );
    }

    [TestCase("0")]
    [TestCase("65536")]
    [TestCase("http")]
    [TestCase("99999999999999999999")]
    public Task What_is_no_port_is_refused(string port) =>
        ShouldFailAsync(["run", "--port", port], $"dev: '{port}' is not a port: give --port a number from 1 to 65535.");

    [Test]
    public Task A_port_that_is_left_out_is_refused() =>
        ShouldFailAsync(["run", "--port"], "dev: '' is not a port: give --port a number from 1 to 65535.");

    [TestCase("run", "--nonsense")]
    [TestCase("test", "nonsense")]
    [TestCase("migrate", "nonsense")]
    [TestCase("new", "nonsense")]
    [TestCase("nonsense")]
    public async Task What_the_script_does_not_know_gets_the_list_of_what_it_does(params string[] arguments)
    {
        var (code, output, error) = await RunAsync(arguments);
        code.ShouldBe(2);
        (output + error).ShouldStartWith("./dev run ");
    }

    [Test]
    public Task A_migration_needs_a_name() =>
        ShouldFailAsync(["migrate", "add"], "dev: a migration needs a name: ./dev migrate add NAME.");

    [Test]
    public async Task A_full_disk_is_named_with_what_is_needed()
    {
        await FakeAsync("df", "echo head; echo /dev/disk 100 95 5120 95% /");
        await ShouldFailAsync(
            ["run", "--port", FreePort()],
            $"dev: the disk of {RealFolder} has 5 MB left, and 1024 MB are needed: free some space."
        );
    }

    [Test]
    public async Task A_missing_SDK_that_cannot_be_fetched_is_named_with_its_address()
    {
        await FakeAsync("curl", "echo 'curl: (6) Could not resolve host' >&2; exit 6");
        await ShouldFailAsync(
            ["run", "--port", FreePort()],
            "dev: the .NET 10 SDK is missing and could not be fetched: install it from "
                + "https://dotnet.microsoft.com/download/dotnet/10.0."
        );
    }

    [Test]
    public async Task An_SDK_without_its_ICU_libraries_is_not_fetched_once_more()
    {
        await FakeAsync("dotnet", "echo \"Couldn't find a valid ICU package installed on the system.\" >&2; exit 134");
        await ShouldFailAsync(
            ["run", "--port", FreePort()],
            "dev: .NET needs the ICU libraries: install them (Debian: apt-get install libicu72; "
                + "Ubuntu: apt-get install libicu74)."
        );
    }

    [Test]
    public async Task A_missing_PostgreSQL_is_named_with_every_remedy()
    {
        await FakeAsync("dotnet", "echo 10.0.100");
        await ShouldFailAsync(
            ["run", "--port", FreePort()],
            "dev: PostgreSQL 15 or newer is needed: install it (Debian/Ubuntu: apt-get install postgresql; "
                + "macOS: brew install postgresql@17), start Docker, or set ConnectionStrings__Postgres."
        );
    }

    [Test]
    public async Task A_PostgreSQL_that_is_too_old_is_named_with_its_version()
    {
        await FakeAsync("dotnet", "echo 10.0.100");
        await FakeAsync("postgres", "echo 'postgres (PostgreSQL) 13.22 (Debian 13.22-0+deb11u1)'");
        await ShouldFailAsync(
            ["run", "--port", FreePort()],
            "dev: PostgreSQL 15 or newer is needed (13 is installed): install it (Debian/Ubuntu: apt-get install postgresql; "
                + "macOS: brew install postgresql@17), start Docker, or set ConnectionStrings__Postgres."
        );
    }

    [Test]
    public async Task A_distribution_that_cannot_be_reached_is_told_from_one_that_is_too_old()
    {
        await FakeAsync("dotnet", "echo 10.0.100");
        await FakeAsync("id", "echo 0");
        await FakeAsync("apt-get", "echo 'E: Unable to locate package postgresql'; exit 100");
        await FakeAsync("chmod", "exit 0");
        await KeepOffTheMachineAsync();
        await ShouldFailAsync(
            ["run", "--port", FreePort()],
            "No PostgreSQL 15 or newer here: installing it from the distribution.\n"
                + "dev: PostgreSQL could not be installed (E: Unable to locate package postgresql): install 15 or newer, "
                + "start Docker, or set ConnectionStrings__Postgres."
        );
    }

    [Test]
    public async Task What_the_tests_lack_is_named_before_anything_is_built()
    {
        await FakeAsync("uname", "echo Linux");
        await FakeAsync("dotnet", "echo built >&2; exit 1");
        await ShouldFailAsync(
            ["test"],
            "dev: the tests need PostgreSQL 15 or newer, PgBouncer, Chromium, Noto fonts, Noto CJK fonts, Node.js, npm: install what is "
                + "missing (Debian/Ubuntu: sudo apt-get install postgresql pgbouncer chromium fonts-noto-core fonts-noto-cjk nodejs npm; "
                + "macOS: brew install postgresql@17 pgbouncer chromium node)."
        );
    }

    [Test]
    public async Task What_the_tests_lack_is_installed_where_it_can_be_and_said()
    {
        await FakeAsync("uname", "echo Linux");
        await FakeAsync("id", "echo 0");
        await FakeAsync("chromium", "exit 0");
        await FakeAsync("postgres", "echo 'postgres (PostgreSQL) 17.2'");
        await FakeAsync(
            "apt-get",
            $"echo \"$*\" >>'{folder}/asked'; [ \"$1\" = update ] || echo 'E: no network'; exit 0"
        );
        await FakeAsync("chmod", "exit 0");
        await FakeAsync("dotnet", "[ \"$1\" = --version ] && echo 10.0.100");
        await KeepOffTheMachineAsync();
        var (_, output, _) = await RunAsync(["test"]);
        output.ShouldStartWith(
            "The tests need PgBouncer, WordPress, Noto fonts, Noto CJK fonts, Node.js, npm: installing pgbouncer "
                + "wordpress wordpress-theme-twentytwentythree php-cli php-mysql php-xml php-mbstring php-curl php-gd mariadb-server fonts-noto-core fonts-noto-cjk "
                + "nodejs npm from the distribution.\n"
        );
        (await File.ReadAllLinesAsync(Path.Combine(folder, "asked"))).ShouldBe([
            "update -qq",
            "install -y -qq --no-install-recommends pgbouncer wordpress wordpress-theme-twentytwentythree php-cli php-mysql php-xml php-mbstring php-curl php-gd mariadb-server fonts-noto-core fonts-noto-cjk nodejs npm",
        ]);
    }

    [Test]
    public async Task Unit_tests_need_nothing_but_the_SDK()
    {
        await FakeAsync("curl", "exit 6");
        await ShouldFailAsync(
            ["test", "unit"],
            "dev: the .NET 10 SDK is missing and could not be fetched: install it from "
                + "https://dotnet.microsoft.com/download/dotnet/10.0."
        );
    }

    /// <summary>The settings of the package manager are the machine's.</summary>
    private async Task KeepOffTheMachineAsync()
    {
        var script = Path.Combine(folder, "dev");
        var text = await File.ReadAllTextAsync(script);
        await File.WriteAllTextAsync(
            script,
            text.Replace("/etc/postgresql-common", Path.Combine(folder, "etc"), StringComparison.Ordinal)
                .Replace("/usr/sbin/policy-rc.d", Path.Combine(folder, "policy"), StringComparison.Ordinal)
        );
    }

    /// <summary>As the script sees it: temporary folders may be links.</summary>
    private string RealFolder => Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName ?? folder;

    private async Task ShouldFailAsync(string[] arguments, string sentence)
    {
        var (code, _, error) = await RunAsync(arguments);
        error.TrimEnd().ShouldBe(sentence);
        code.ShouldBe(1);
    }

    private async Task FakeAsync(string program, string script)
    {
        var path = Path.Combine(folder, "bin", program);
        File.Delete(path);
        await File.WriteAllTextAsync(path, $"#!{bash}\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(string[] arguments)
    {
        var start = new ProcessStartInfo(
            Path.Combine(folder, "bin", "bash"),
            [Path.Combine(folder, "dev"), .. arguments]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = Path.Combine(folder, "bin");
        start.Environment.Remove("ConnectionStrings__Postgres");
        start.Environment.Remove("PORT");
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Eventually.Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var error = await process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output, error);
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"{((IPEndPoint)listener.LocalEndpoint).Port}";
    }
}
