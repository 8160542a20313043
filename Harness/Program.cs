Console.Error.WriteLine("skeleton");
return 1;
