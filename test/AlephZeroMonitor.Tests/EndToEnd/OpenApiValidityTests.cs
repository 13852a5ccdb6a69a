using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>The OpenAPI document by the specification's own schema; the validator is a package of web/.</summary>
public class OpenApiValidityTests
{
    [Fact]
    public async Task Document_ByAnotherPartysValidator_IsValid() => Assert.Equal((0, true), await ValidateAsync("../src/AlephZeroMonitor/Http/openapi.json"));

    [Fact]
    public async Task Validator_SomethingElse_SaysSo() => Assert.Equal((1, false), await ValidateAsync("package.json"));

    private static async Task<(int ExitCode, bool IsValid)> ValidateAsync(string path)
    {
        using var process = Process.Start(new ProcessStartInfo("node", ["node_modules/@seriousme/openapi-schema-validator/bin/validate-api-cli.js", path])
        {
            WorkingDirectory = Web(),
            RedirectStandardOutput = true,
        })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output.Contains("\"valid\": true", StringComparison.Ordinal));
    }

    private static string Web([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", "web"));
}
