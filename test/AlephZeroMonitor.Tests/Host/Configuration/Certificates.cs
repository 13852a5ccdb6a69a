namespace AlephZeroMonitor.Host.Configuration;

/// <summary>A folder with these empty files.</summary>
internal sealed class Certificates : IDisposable
{
    public Certificates(params string[] files)
    {
        foreach (var file in files)
        {
            File.WriteAllText(System.IO.Path.Combine(Path, file), "");
        }
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("certs").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
