Console.WriteLine("BackpropByHand");
