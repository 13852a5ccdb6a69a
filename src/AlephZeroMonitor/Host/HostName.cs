namespace AlephZeroMonitor.Host;

/// <summary>The name by which people know this machine. A container's own name is its id, which says nothing: there, it is Docker's.</summary>
/// <param name="own">This machine's own name.</param>
internal sealed class HostName(string own)
{
    private const int IdLength = 12;

    private volatile string _value = own;

    /// <summary>The name.</summary>
    public string Value => _value;

    /// <summary>Takes the name that Docker gives its machine, unless this machine has a name of its own.</summary>
    public void Learn(string docker)
    {
        if (_value.Length == IdLength && _value.All(char.IsAsciiHexDigitLower) && docker.Length > 0)
        {
            _value = docker;
        }
    }
}
