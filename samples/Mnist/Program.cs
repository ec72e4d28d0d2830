Console.WriteLine("Mnist");
