namespace NodeSimulator;

/// <summary>What a node keeps from one life to the next.</summary>
/// <param name="Number">The number of the life, from 1 on.</param>
/// <param name="Best">Its best block; null in a new container.</param>
internal sealed record Life(int Number, uint? Best);
