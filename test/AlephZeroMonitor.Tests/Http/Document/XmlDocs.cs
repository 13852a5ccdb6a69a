using System.Text;
using System.Xml.Linq;

namespace AlephZeroMonitor.Http.Document;

/// <summary>The documentation comments of the program's types and their members, as the compiler wrote them.</summary>
internal sealed class XmlDocs
{
    private readonly Dictionary<string, string> _summaries = new[] { "alephzero-monitor.xml", "AlephZeroMonitor.Core.xml" }
        .SelectMany(name => XDocument.Load(Path.Combine(AppContext.BaseDirectory, name)).Descendants("member"))
        .Where(member => member.Element("summary") is not null)
        .GroupBy(member => member.Attribute("name")!.Value)
        .ToDictionary(members => members.Key, members => Text(members.First().Element("summary")!));

    /// <summary>What is said of a type.</summary>
    public string Of(Type type) => _summaries[$"T:{type.FullName}"];

    /// <summary>What is said of a property, or of an enum's value.</summary>
    public string Of(Type type, string member) => _summaries[$"{(type.IsEnum ? 'F' : 'P')}:{type.FullName}.{member}"];

    private static string Text(XElement element)
    {
        var text = new StringBuilder();
        foreach (var node in element.Nodes())
        {
            text.Append(node switch
            {
                XText plain => plain.Value,
                XElement { Name.LocalName: "see" } see when see.Attribute("cref") is { } name => $"`{name.Value.Split('.')[^1]}`",
                XElement other => $"`{other.Attribute("langword")?.Value ?? other.Value}`",
                _ => "",
            });
        }

        return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
